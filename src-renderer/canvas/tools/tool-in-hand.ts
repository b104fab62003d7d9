// The tool in hand and what it shows: gestures and keys reach the tool through here, so that its preview is
// never older than its state.

import { computed, shallowRef, watch } from 'vue'
import type { ComputedRef, ShallowRef } from 'vue'
import type { Editor } from '../editor.ts'
import { NO_PREVIEW, putDown } from './tool.ts'
import type { Tool, ToolId, ToolKey, ToolPointer, ToolPreview } from './tool.ts'

export interface ToolInHand {
  readonly tool: ComputedRef<Tool>
  readonly preview: Readonly<ShallowRef<ToolPreview>>
  /** `other` takes this gesture in place of the tool in hand: the eraser for the end of a pen. */
  press(pointer: ToolPointer, other?: ToolId): void
  /** All positions since the last call, oldest first. */
  move(pointers: readonly ToolPointer[]): void
  release(pointer: ToolPointer): void
  /** From press to release. */
  isGesturing(): boolean
  /** What the gesture draws next is not joined to what it drew before. */
  lift(): void
  doublePress(pointer: ToolPointer): void
  /**
   * Escape ends the gesture under way. Else a pending proposal takes Enter and Escape before any tool does. True when
   * something used the key.
   */
  key(key: ToolKey): boolean
  /** The next or the former of the tool's results; false when it has not several. */
  cycle(by: 1 | -1): boolean
  /** What the tool has for a size was chosen anew. */
  resized(): void
  /** The pointer has left the stage. */
  leave(): void
  /** Ends the gesture without a trace. */
  cancel(): void
}

export function useToolInHand(editor: () => Editor, toolId: () => ToolId): ToolInHand {
  const tool = computed(() => editor().tools[toolId()])
  const preview = shallowRef<ToolPreview>(NO_PREVIEW)
  let isGesturing = false
  let borrowed: Tool | null = null
  const acting = (): Tool => borrowed ?? tool.value

  const show = (): void => void (preview.value = previewOf(tool.value, borrowed))

  function endGesture(): void {
    isGesturing = false
    borrowed = null
  }

  function shown<T>(result: T): T {
    show()
    return result
  }

  watch(() => editor().photo.version.value, show)
  watch(tool, (taken, previous) => {
    borrowed?.cancel()
    borrowed = null
    putDown(previous)
    preview.value = NO_PREVIEW
    // Whoever flips through photos with the tool in hand has not come to this one yet.
    if (taken.id !== previous.id) preparePhoto(editor(), taken)
  })

  return {
    tool,
    preview,
    press(pointer, other) {
      isGesturing = true
      borrowed = other === undefined ? null : editor().tools[other]
      shown(acting().press(pointer))
    },
    move(pointers) {
      preparePhoto(editor(), tool.value)
      shown(acting().move(pointers))
    },
    release(pointer) {
      if (!isGesturing) return
      acting().release(pointer)
      endGesture()
      show()
    },
    isGesturing: () => isGesturing,
    lift: () => acting().lift?.(),
    doublePress: (pointer) => shown(tool.value.doublePress(pointer)),
    key(key) {
      if (!isGesturing || key !== 'Escape') return shown(pressKey(editor(), acting(), key))
      acting().cancel()
      endGesture()
      return shown(true)
    },
    cycle: (by) => shown(tool.value.cycle?.(by) === true),
    resized: () => shown(tool.value.resized?.()),
    leave: () => shown(tool.value.leave?.()),
    cancel() {
      acting().cancel()
      endGesture()
      preview.value = NO_PREVIEW
    },
  }
}

/** A tool that was taken for one gesture shows what it has, over what the one in hand keeps. */
function previewOf(inHand: Tool, borrowed: Tool | null): ToolPreview {
  const drawn = borrowed?.preview() ?? NO_PREVIEW
  return drawn.kind === 'none' ? inHand.preview() : drawn
}

function preparePhoto({ photo, isWritable }: Editor, { looksAtPhoto }: Tool): void {
  if (isWritable && looksAtPhoto === true) photo.prepare()
}

/** True when a pending proposal took the key. */
function answerProposal({ proposals, accept, drop }: Editor, key: ToolKey): boolean {
  if (proposals.pending.value === null || key === 'Backspace') return false
  if (key === 'Enter') accept()
  else drop()
  return true
}

/** True when the proposal or the tool used it; to all tools Escape is the end of what is under way. */
function pressKey(editor: Editor, tool: Tool, key: ToolKey): boolean {
  if (answerProposal(editor, key)) return true
  const wasUsed = tool.key(key)
  if (key === 'Escape' && !wasUsed) tool.cancel()
  return wasUsed
}
