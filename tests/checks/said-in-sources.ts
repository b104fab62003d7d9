// Reads the sources for what the studio says: every `said` template, and every error that was given plain words.

import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { saidTemplate } from '../../src-main/core/said.ts'

const repository = join(import.meta.dirname, '../..')

export interface SaidInSources {
  readonly templates: ReadonlySet<string>
  /** File and line of errors whose words can be said in English only. */
  readonly plainErrors: readonly string[]
}

export function saidInSources(patterns: readonly string[]): SaidInSources {
  const templates = new Set<string>()
  const plainErrors: string[] = []
  for (const file of globSync([...patterns], { cwd: repository })) {
    const text = readFileSync(join(repository, file), 'utf8')
    const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true)
    visit(source, (node) => {
      if (isSaid(node)) templates.add(saidTemplate(partsOf(node.template)))
      const words = wordsOfError(node)
      if (words === undefined || !isPlain(words)) return
      const { line } = source.getLineAndCharacterOfPosition(words.getStart())
      plainErrors.push(`${file}:${line + 1}`)
    })
  }
  return { templates, plainErrors }
}

function visit(node: ts.Node, see: (node: ts.Node) => void): void {
  see(node)
  ts.forEachChild(node, (child) => visit(child, see))
}

function isSaid(node: ts.Node): node is ts.TaggedTemplateExpression {
  return ts.isTaggedTemplateExpression(node) && node.tag.getText() === 'said'
}

function partsOf(template: ts.TemplateLiteral): string[] {
  return ts.isNoSubstitutionTemplateLiteral(template)
    ? [template.text]
    : [template.head.text, ...template.templateSpans.map(({ literal }) => literal.text)]
}

function wordsOfError(node: ts.Node): ts.Expression | undefined {
  const isError = ts.isNewExpression(node) && node.expression.getText() === 'StudioError'
  return isError ? node.arguments?.[1] : undefined
}

/** A constant of the same file is looked up; what came as a parameter or from a call was said there. */
function isPlain(words: ts.Expression): boolean {
  if (ts.isParenthesizedExpression(words)) return isPlain(words.expression)
  if (ts.isBinaryExpression(words)) return isPlain(words.left) || isPlain(words.right)
  if (ts.isConditionalExpression(words)) return isPlain(words.whenTrue) || isPlain(words.whenFalse)
  if (ts.isIdentifier(words)) return constantsNamed(words).some(isPlain)
  return ts.isStringLiteral(words) || ts.isTemplateLiteral(words)
}

function constantsNamed(name: ts.Identifier): ts.Expression[] {
  const found: ts.Expression[] = []
  visit(name.getSourceFile(), (node) => {
    if (!ts.isVariableDeclaration(node) || node.name.getText() !== name.text) return
    if (node.initializer !== undefined) found.push(node.initializer)
  })
  return found
}
