/** A table of the console: dense rows, all on one page, in a frame that a keyboard can scroll. */

import { Table, type TableProps } from 'antd'
import { look } from '@sycee/kit'
import styles from './rows.module.css'

type Props<Row> = Omit<TableProps<Row>, 'size' | 'pagination' | 'scroll' | 'title'> & {
  readonly label: string
  /** Columns have the widths that they say, so that tables under one another line up. */
  readonly aligned?: boolean
}

export function Rows<Row extends object>({ label, aligned = false, ...table }: Props<Row>) {
  return (
    <div
      className={look(styles.frame, aligned && styles.aligned)}
      role="region"
      aria-label={label}
      tabIndex={0}
    >
      <Table<Row> size="small" pagination={false} {...(aligned && { tableLayout: 'fixed' })} {...table} />
    </div>
  )
}
