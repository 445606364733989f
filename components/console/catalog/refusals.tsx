import type { Aggregate } from './declared.ts'

/** Why a command may be refused, with the rule that each reason stands for. They are its aggregate's: not all are for each command. */
export function Refusals({ aggregate: { domain, refusals } }: { aggregate: Aggregate }) {
  if (refusals.length === 0)
    return <p className="empty">{domain} does not declare why it refuses: each refusal tells its own reason.</p>
  return (
    <div className="desk-section">
      <p className="text-muted">Whatever is asked of {domain}, these are the reasons for which it refuses.</p>
      <div className="catalog-refusals">
        <table aria-label={`Refusals of ${domain}`}>
          <thead>
            <tr>
              <th scope="col">Reason</th>
              <th scope="col">Rule</th>
              <th scope="col">Code</th>
              <th scope="col">Said as</th>
            </tr>
          </thead>
          <tbody>
            {refusals.map(({ reason, rule, code, message }) => (
              <tr key={reason}>
                <th scope="row">{reason}</th>
                <td>{rule ?? '–'}</td>
                <td>{code}</td>
                <td>{message}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  )
}
