import { v5 } from 'uuid'
import { expect, test } from 'vitest'
import { PlayerId } from '../ids.ts'
import { DisplayName } from '../player/display-name.ts'
import { botNames } from './names.ts'
import { charts, Temperament, temperamentOf } from './temperament.ts'

const playerOf = (number: number) => PlayerId.parse(v5(`bot-${number}`, v5.URL))

test('[BT11] a player keeps a temperament, and each of the three falls to about a third', () => {
  const players = [...Array(900).keys()].map(playerOf)
  for (const temperament of Temperament.options) {
    const count = players.filter(player => temperamentOf(player) === temperament).length
    expect(count).toBeGreaterThan(240)
    expect(count).toBeLessThan(360)
  }
  expect(players.map(temperamentOf)).toEqual(players.map(temperamentOf))
})

test('[BT13] there are twelve names, valid and all different', () => {
  expect(botNames).toHaveLength(12)
  expect(new Set(botNames).size).toBe(12)
  for (const name of botNames) expect(DisplayName.parse(name)).toBe(name)
})

test('[BT6] at a full table each temperament opens wider the later it acts, the loose wider than the tight', () => {
  const order = ['early', 'middle', 'cutoff', 'button'] as const
  for (const temperament of Temperament.options) {
    const opens = order.map(position => charts[temperament][position].open)
    expect(opens).toEqual([...opens].sort((a, b) => a - b))
  }
  for (const position of [...order, 'small-blind', 'big-blind', 'heads-up-button', 'heads-up-big-blind'] as const) {
    expect(charts.loose[position].open).toBeGreaterThan(charts.tight[position].open)
    expect(charts.loose[position].call).toBeGreaterThan(charts.tight[position].call)
    expect(charts.calling[position].call).toBeGreaterThan(charts.loose[position].call)
    expect(charts.calling[position].open).toBeLessThan(charts.tight[position].open)
  }
})

test('[BT6] in every place of every chart, what is raised again is a part of what is called, and all are percentages', () => {
  for (const temperament of Temperament.options)
    for (const range of Object.values(charts[temperament])) {
      expect(range.reraise).toBeLessThan(range.call)
      for (const percent of Object.values(range)) expect(percent).toBeGreaterThanOrEqual(0)
      for (const percent of Object.values(range)) expect(percent).toBeLessThanOrEqual(100)
    }
})
