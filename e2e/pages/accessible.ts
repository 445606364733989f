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

/** What axe finds on the page as it is, by rule and place. */
const findings = async (page: Page) => {
  await comeToRest(page)
  const { violations } = await new AxeBuilder({ page }).analyze()
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => ({ id, target, failureSummary })),
  )
}

/** In both themes, on a desk and on phones: nothing that axe minds, nothing that scrolls sideways. */
export const expectAccessible = async (page: Page) => {
  for (const theme of ['dark', 'light']) {
    await page.evaluate(chosen => {
      document.documentElement.dataset.theme = chosen
    }, theme)
    for (const window of [desk, phone]) {
      await page.setViewportSize(window)
      const where = `${page.url()}, ${theme}, ${window.width}`
      expect(await findings(page), where).toEqual([])
      await expectNoSideScroll({ page })
    }
  }
  await page.setViewportSize(smallest)
  await expectNoSideScroll({ page })
}
