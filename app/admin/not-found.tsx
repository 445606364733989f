import { NothingHere } from '@/components/console/shell/nothing-here'

export const metadata = { title: 'Not found' }

export default function NotFound() {
  return <NothingHere />
}
