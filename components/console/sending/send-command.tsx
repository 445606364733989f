'use client'
import { useQueryStates } from 'nuqs'
import { useState } from 'react'
import { PageLink } from '../../ui/page-link.tsx'
import { type Catalog, commandIn, isFromOutside, messageHref } from '../catalog/declared.ts'
import { commandParsers } from './asked.ts'
import { CommandDraft } from './command-draft.tsx'
import { MessageChoice } from './message-choice.tsx'

/** Any command of any domain: its form is what its schema says. */
export function SendCommand({ catalog }: { catalog: Catalog }) {
  const [asked, setAsked] = useQueryStates(commandParsers)
  const [given] = useState(asked)
  const { domain, command: type } = asked
  const command = commandIn(catalog, domain, type)
  const groups = catalog.aggregates.map(one => ({
    domain: one.domain,
    choices: one.commands.map(each => ({
      type: each.type,
      refusal: isFromOutside(each) ? undefined : 'only the engine sends it',
    })),
  }))
  return (
    <div className="desk">
      <header className="desk-head">
        <h1>Send a command</h1>
        {command ? (
          <PageLink href={messageHref(domain, type)} className="desk-link">
            {domain}/{type} in the catalog
          </PageLink>
        ) : null}
      </header>
      <MessageChoice
        label="Command"
        groups={groups}
        value={`${domain}/${type}`}
        onChange={(chosen, next) =>
          void setAsked({
            domain: chosen,
            command: next,
            ...(chosen === given.domain ? {} : { root: null, sequence: null }),
          })
        }
      />
      {command && isFromOutside(command) ? (
        <CommandDraft
          key={`${domain}/${type}`}
          command={command}
          isWorkflow={catalog.aggregates.find(one => one.domain === domain)?.isWorkflow ?? false}
          asked={asked}
          change={part => void setAsked(part)}
        />
      ) : (
        <p className="empty">
          {command
            ? 'Only the engine sends this command.'
            : type
              ? `There is no command ${domain}/${type}.`
              : 'Choose what to send.'}
        </p>
      )}
    </div>
  )
}
