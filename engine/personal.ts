// Personal parts: sealed under the key of whom they concern where they are stored, opened where they are used.
import type { AnyAggregate, Personal } from './define.ts'
import type { Json, Message } from './message.ts'
import type { PersonalCipher, Vault } from './ports.ts'

/** What stands in the place of a part whose key was destroyed. */
export const forgotten = 'forgotten'

const isCipher = (value: object): value is PersonalCipher => Object.hasOwn(value, '$personal')

/** The message with its personal fields as ciphers. */
export const sealPersonal = async <M extends Message>(
  vault: Vault,
  personal: Personal<Message> | undefined,
  { message, root }: { readonly message: M; readonly root: string },
): Promise<M> => {
  if (!personal) return message
  const subject = personal.subject(message, root)
  const fields = message as M & { readonly [field: string]: Json | undefined }
  const sealed = await Promise.all(
    personal.fields.map(async (field: string) => {
      const value = fields[field]
      return value === undefined ? [] : [[field, await vault.sealPersonal(subject, value)] as const]
    }),
  )
  return { ...message, ...Object.fromEntries(sealed.flat()) }
}

/** Every cipher in a value becomes what it hides, or `forgotten`. A value without any is answered as it is. */
export const openPersonal = async <T>(vault: Vault, value: T): Promise<T> => {
  if (!holdsCipher(value)) return value
  return opened(vault, value as unknown as Json) as Promise<T>
}

const holdsCipher = (value: unknown): boolean => {
  if (typeof value !== 'object' || value === null) return false
  return isCipher(value) || Object.values(value).some(holdsCipher)
}

const opened = async (vault: Vault, value: Json): Promise<Json> => {
  if (typeof value !== 'object' || value === null) return value
  if (isCipher(value)) return (await vault.openPersonal(value))?.value ?? forgotten
  if (Array.isArray(value)) return Promise.all(value.map(member => opened(vault, member)))
  const members = Object.entries(value).map(async ([key, member]) => [key, await opened(vault, member)] as const)
  return Object.fromEntries(await Promise.all(members))
}

/** Whether events of this aggregate have personal parts. */
export const hasPersonal = ({ events }: AnyAggregate): boolean =>
  Object.values(events as AnyAggregate['events']).some(declared => declared?.personal !== undefined)
