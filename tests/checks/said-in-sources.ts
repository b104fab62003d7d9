// Reads the sources for what the studio says: every `said` template, and every sentence that was given in plain words.

import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { saidTemplate } from '../../src-main/core/said.ts'

export const repository = join(import.meta.dirname, '../..')

export interface SaidInSources {
  readonly templates: ReadonlySet<string>
  /** File and line of what can be said in English only. */
  readonly plainWords: readonly string[]
  /** File and line where the English of an error is taken, which may have words for every language. */
  readonly messagesRead: readonly string[]
}

export function saidInSources(patterns: readonly string[]): SaidInSources {
  const templates = new Set<string>()
  const plainWords = new Set<string>()
  const messagesRead = new Set<string>()
  for (const file of globSync([...patterns], { cwd: repository })) {
    const text = readFileSync(join(repository, file), 'utf8')
    const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true)
    visit(source, (node) => {
      if (isSaid(node)) templates.add(saidTemplate(partsOf(node.template)))
      for (const words of sentencesOf(node).filter(isPlain)) plainWords.add(placeOf(words, file))
      if (isMessageRead(node)) messagesRead.add(placeOf(node, file))
    })
  }
  return { templates, plainWords: [...plainWords], messagesRead: [...messagesRead] }
}

function placeOf(node: ts.Node, file: string): string {
  const { line } = node.getSourceFile().getLineAndCharacterOfPosition(node.getStart())
  return `${file}:${line + 1}`
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

/** Of each class, which argument says what went wrong. */
const ERRORS: Readonly<Record<string, number>> = { StudioError: 1, StudioFault: 0, Error: 0 }

/** Properties that hold a sentence, whatever object they are of. */
const SENTENCES = ['advice', 'description', 'detail', 'message', 'note', 'reason', 'why']

/** What stands where a person reads. */
function sentencesOf(node: ts.Node): ts.Expression[] {
  if (ts.isNewExpression(node)) {
    return node.arguments?.slice(ERRORS[node.expression.getText()] ?? Infinity).slice(0, 1) ?? []
  }
  if (ts.isCallExpression(node))
    return node.expression.getText() === 'tell' ? [...node.arguments] : []
  if (ts.isShorthandPropertyAssignment(node)) return isSentence(node.name) ? [node.name] : []
  if (ts.isPropertyAssignment(node)) return isSentence(node.name) ? [node.initializer] : []
  if (isSaid(node) && ts.isTemplateExpression(node.template)) {
    return node.template.templateSpans.map(({ expression }) => expression)
  }
  return []
}

function isSentence(name: ts.PropertyName): boolean {
  return SENTENCES.includes(name.getText())
}

/** Two words at least: one is a name. Constants and functions of the same file are looked up; what came from elsewhere was said there. */
function isPlain(words: ts.Expression): boolean {
  return textsOf(words).some((text) => {
    if (ts.isIdentifier(text)) return constantsNamed(text).flatMap(textsOf).some(isPlainText)
    if (ts.isCallExpression(text)) return returnedBy(text).flatMap(textsOf).some(isPlainText)
    return isPlainText(text)
  })
}

/** What an expression may come to. */
function textsOf(words: ts.Expression): ts.Expression[] {
  if (ts.isParenthesizedExpression(words)) return textsOf(words.expression)
  if (ts.isBinaryExpression(words)) return [words.left, words.right].flatMap(textsOf)
  if (ts.isConditionalExpression(words)) return [words.whenTrue, words.whenFalse].flatMap(textsOf)
  return [words]
}

function isPlainText(words: ts.Expression): boolean {
  if (ts.isStringLiteral(words)) return isSentenceText(words.text)
  return ts.isTemplateLiteral(words) && isSentenceText(partsOf(words).join('0'))
}

/** `0` stands for a value. A fault of the program begins with "invariant:"; no translation would explain it. */
function isSentenceText(text: string): boolean {
  return /([a-z]{2,}|0) [a-z]{2,}|[a-z]{2,} 0/.test(text) && !text.startsWith('invariant: ')
}

function constantsNamed(name: ts.Identifier): ts.Expression[] {
  const found: ts.Expression[] = []
  visit(name.getSourceFile(), (node) => {
    if (!ts.isVariableDeclaration(node) || node.name.getText() !== name.text) return
    if (node.initializer !== undefined) found.push(node.initializer)
  })
  return found
}

/** By functions of the same file with this name. */
function returnedBy(call: ts.CallExpression): ts.Expression[] {
  const found: ts.Expression[] = []
  visit(call.getSourceFile(), (node) => {
    if (!ts.isFunctionDeclaration(node) || node.name?.getText() !== call.expression.getText())
      return
    visit(node, (inner) => {
      if (ts.isReturnStatement(inner) && inner.expression) found.push(inner.expression)
    })
  })
  return found
}

/** Inside of a sentence the message is one of the system or of a library. */
function isMessageRead(node: ts.Node): boolean {
  if (!ts.isPropertyAccessExpression(node) || node.name.text !== 'message') return false
  const isError = /^(error|cause)$/.test(node.expression.getText())
  return isError && ts.findAncestor(node, isSaid) === undefined
}
