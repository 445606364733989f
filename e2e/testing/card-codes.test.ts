import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { cardsIn, secretKeyIn, seedIn } from './card-codes.ts'

const cardsOf = (text: string) => [...cardsIn(text)]

test('[SE34] a card is found in JSON, in JSON within a page, in words, and as a face', () => {
  expect(cardsOf('{"cards":["Ah","Td"]}')).toEqual(['Ah', 'Td'])
  expect(cardsOf('self.__next_f.push([1,"c:{\\"cards\\":[\\"Ah\\",\\"2c\\"]}"])')).toEqual(['Ah', '2c'])
  expect(cardsOf('shows Ah Kd: pair of aces')).toEqual(['Ah', 'Kd'])
  expect(cardsOf('(1,"{""cards"": [""9s""]}")')).toEqual(['9s'])
  const face = '<span class="card-rank">10</span><span class="card-suit">♥</span>'
  expect(cardsOf(`<span class="card">${face}</span>`)).toEqual(['Th'])
})

test('[SE34] no card is found in ids, addresses, longer words and the rows of a React stream', () => {
  const id = '01a1fc28-2c5d-70a8-8d1b-458ecc0b9c9d'
  expect(cardsOf(`{"id":"${id}"} /chunks/2c-4d.js Ahoy "Kings" $Qc set-cookie: a=Jh_x-2c`)).toEqual([])
  expect(cardsOf('<path d="M3 5h.01"></path>')).toEqual([])
  expect(cardsOf('1:"$Sreact.fragment"\n2c:["$","div"]\n3d:I[1]')).toEqual([])
})

test('[SE34] what never leaves is found by its name where it has a value, and a seed by what it hashes to', () => {
  for (const text of ['{"private":{"a":1}}', '{"seed":"00"}', '\\"deck\\":[', '"hole": []'])
    expect(secretKeyIn(text)).toBeDefined()
  for (const text of ['{"visibility":"private"}', '"seed":null', 'data-deck="four"', '"seed":{"type":"string"}'])
    expect(secretKeyIn(text)).toBeUndefined()
  const seed = '5e'.repeat(32)
  const commitment = createHash('sha256').update(Buffer.from(seed, 'hex')).digest('hex')
  expect(seedIn(`... ${seed} ...`, [commitment])).toBe(seed)
  expect(seedIn(`"${Buffer.from(seed, 'hex').toString('base64')}"`, [commitment])).toBe(seed)
  expect(seedIn(`"${commitment}"`, [commitment])).toBeUndefined()
})
