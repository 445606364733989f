import AxeBuilder from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'
import { expectNoSideScroll } from './places.ts'

const desk = { width: 1280, height: 800 }
const phone = { width: 360, height: 640 }
const smallest = { width: 320, height: 568 }

/** What moves has arrived: half-way it is paler than it will be. */
export const comeToRest = (page: Page) =>
  page.evaluate(async () => {
    const moving = document.getAnimations().filter(({ effect }) => effect?.getComputedTiming().iterations !== Infinity)
    await Promise.allSettled(moving.map(({ finished }) => finished))
  })

/** All of axe's rules that the theme can change: it sets colours and nothing else. */
const ofColours = ['color-contrast', 'link-in-text-block']

/** What axe finds on the page as it is, by rule and place. There are no frames in it, which is what takes axe long. */
const findings = async (page: Page, rules?: readonly string[]) => {
  await comeToRest(page)
  const axe = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ['violations'] })
  const { violations } = await (rules ? axe.withRules([...rules]) : axe).analyze()
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => ({ id, target, failureSummary })),
  )
}

/** In both themes, on a desk and on phones: nothing that axe minds, nothing that scrolls sideways. */
export const expectAccessible = async (page: Page) => {
  const before = page.viewportSize()
  for (const [theme, rules] of [['dark'], ['light', ofColours]] as const) {
    await page.evaluate(chosen => {
      document.documentElement.dataset.theme = chosen
    }, theme)
    for (const window of [desk, phone]) {
      await page.setViewportSize(window)
      const where = `${page.url()}, ${theme}, ${window.width}`
      expect(await findings(page, rules), where).toEqual([])
      await expectNoSideScroll({ page })
    }
  }
  await page.setViewportSize(smallest)
  await expectNoSideScroll({ page })
  if (before) await page.setViewportSize(before)
}
