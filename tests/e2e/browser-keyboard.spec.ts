// The ways of a person without a mouse: menus, dialogs and pages are opened, used and left by key, and the focus
// comes back to where it was.
import { expect, test } from './test.ts'

test('filters, the export, the commands and agreement go by key', async ({ page }) => {
  await page.getByRole('link', { name: 'id1' }).focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('option').first()).toBeVisible()

  const classes = page
    .getByRole('search')
    .getByRole('button', { name: 'Class', exact: false })
    .first()
  await classes.focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('checkbox').first()).toBeVisible()
  await page.keyboard.press('Tab')
  await page.keyboard.press('Space')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('checkbox').first()).toBeHidden()
  await expect(classes).toBeFocused()

  const exporting = page.getByRole('button', { name: 'Export labels…' })
  await exporting.focus()
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog')
  await expect(dialog).toBeVisible()
  const reached = new Set<string>()
  for (let step = 0; step < 12; step++) {
    reached.add(await page.evaluate(() => document.activeElement?.textContent.trim() ?? ''))
    expect(await dialog.evaluate((box) => box.contains(document.activeElement))).toBe(true)
    await page.keyboard.press('Tab')
  }
  expect([...reached]).toEqual(expect.arrayContaining(['Cancel']))
  await page.keyboard.press('Escape')
  await expect(exporting).toBeFocused()

  await page.getByRole('link', { name: 'Agreement' }).focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: 'Label blind' }).first()).toBeVisible()
  await expect(page.getByRole('main')).toBeFocused()
})

test('the palette of commands gives the focus back, and does what is chosen', async ({ page }) => {
  await page.getByRole('link', { name: 'id1' }).focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('main')).toBeFocused()
  await page.getByRole('option', { name: 'IMG_1012' }).click()
  await expect(page.getByLabel('Label map of')).toBeVisible()
  const eraser = page.getByRole('button', { name: 'Eraser', exact: true })
  await page.getByRole('button', { name: 'Brush', exact: true }).focus()
  await page.keyboard.press('Control+KeyK')
  await page.keyboard.type('eraser')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog')).toBeHidden()
  await expect(eraser).toHaveAttribute('aria-pressed', 'true')
  await expect(page.getByRole('button', { name: 'Brush', exact: true })).toBeFocused()
})

test('the menu of label states is one: arrows lead through it, and the focus goes on', async ({
  page,
}) => {
  await page.getByRole('link', { name: 'id1' }).focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('option').first()).toBeVisible()
  await page.getByRole('listbox').first().focus()
  await page.keyboard.press('Control+KeyA')
  const states = page
    .getByRole('region', { name: 'Selection' })
    .getByRole('button', { name: 'Label state' })
  await states.focus()
  await page.keyboard.press('ArrowDown')
  const menu = page.getByRole('menu', { name: 'State' })
  await expect(menu.getByRole('menuitem').first()).toBeFocused()
  await page.keyboard.press('End')
  await expect(menu.getByRole('menuitem').last()).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(menu).toBeHidden()
  await expect(states).toBeFocused()

  await page.keyboard.press('Enter')
  await expect(menu.getByRole('menuitem').first()).toBeFocused()
  await page.keyboard.type('Skip')
  await page.keyboard.press('Enter')
  const reason = page.getByRole('dialog', { name: 'Skip' })
  await expect(reason.locator(':focus')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(states).toBeFocused()

  await page.keyboard.press('Enter')
  await expect(menu.getByRole('menuitem').first()).toBeFocused()
  await page.keyboard.type('Reo')
  await page.keyboard.press('Enter')
  await expect(page.locator('#annotator-name')).toBeFocused()
  await page.keyboard.type('ada')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('option', { name: 'Draft' }).first()).toBeVisible()
  await expect(states).toBeFocused()
})

test('the state of the open photo changes by key, and its panel keeps the keyboard', async ({
  page,
}) => {
  await page.getByRole('link', { name: 'id1' }).focus()
  await page.keyboard.press('Enter')
  await page.getByRole('option', { name: 'IMG_1012' }).click()
  const panel = page.getByRole('region', { name: 'Labels' })
  await panel.getByRole('button', { name: 'Reopen' }).focus()
  await page.keyboard.press('Enter')
  await expect(page.locator('#annotator-name')).toBeFocused()
  await page.keyboard.type('ada')
  await page.keyboard.press('Enter')
  await expect(panel.getByText('Draft')).toBeVisible()
  await expect(panel.getByRole('button', { name: 'Done' })).toBeFocused()
})
