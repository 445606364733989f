/** Text as it was written. What scrolls must be reachable by keyboard. */
export function ScrollingText({ text, className }: { text: string; className?: string }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls
    <pre tabIndex={0} className={className}>
      {text}
    </pre>
  )
}
