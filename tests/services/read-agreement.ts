// How far two people agree, as the studio tells it in the end.

import type { ContractRouterClient } from '@orpc/contract'
import type { Contract } from '../../src-main/contract/contract.ts'
import type { Agreement } from '../../src-main/contract/second-labels.ts'
import { finishedReport } from './finished-report.ts'

type Asked = Parameters<ContractRouterClient<Contract>['secondLabels']['agreement']>[0]

export async function readAgreement(
  api: ContractRouterClient<Contract>,
  asked: Asked,
  signal?: AbortSignal,
): Promise<Agreement> {
  return finishedReport<Agreement>(await api.secondLabels.agreement(asked, signal && { signal }))
}
