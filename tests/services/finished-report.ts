// The report with which work that tells its progress ends.

type WorkEvent<Report> = { type: 'progress' } | { type: 'finished'; report: Report }

export async function finishedReport<Report>(
  events: AsyncIterable<WorkEvent<Report>>,
): Promise<Report> {
  for await (const event of events) if (event.type === 'finished') return event.report
  throw new Error('the events ended without a report')
}
