export { LiveTable } from '../base/live-table.ts'
