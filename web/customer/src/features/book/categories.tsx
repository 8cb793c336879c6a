import { useState } from 'react'
import { bookCategories, bookUndoRule } from '@sycee/client'
import { Button, Empty, List, ListRow, Note, Section, Tag, useSay, words } from '@sycee/kit'
import { Link } from 'react-router'
import { Page } from '../../shell/page'
import { useAct } from '../../shell/act'
import { forget, useRead } from '../../shell/read'
import { Show } from '../../shell/reading'
import { troubled } from '../../shell/trouble'
import { inOrder } from './category-select'
import { foundAt } from './found-at'
import { OwnCategories } from './own-categories'
import style from './entry-said.module.css'

const SIDES = [
  { side: 'out', words: words('支出', 'Spending') },
  { side: 'in', words: words('收入', 'Income') },
  { side: 'neither', words: words('两者都不是', 'Neither') },
] as const

/** One's own categories, the rules and tags one made, and every category with what belongs into it; each leads to its
 * entries. */
export default function Categories() {
  const say = useSay()
  const told = useRead(bookCategories, {})
  const undoing = useAct(bookUndoRule)
  const [wrong, setWrong] = useState<string | null>(null)
  const undo = async (rule: number) => {
    const outcome = await undoing.run({ rule })
    if (!outcome) return
    setWrong(outcome.code === 'ok' ? null : troubled(outcome))
    forget('book.')
  }
  return (
    <Page
      title={say(words('分类与规则', 'Categories and rules'))}
      back="/book/analysis"
      asideFirst
      aside={
        <Show of={told} rows={3}>
          {({ categories, rules, tags }) => (
            <>
              <OwnCategories of={categories} />
              <Section title={say(words('我的规则', 'My rules'))}>
                {rules.length === 0 ? (
                  <Empty
                    icon="book"
                    title={say(words('还没有规则', 'No rules yet'))}
                    line={say(
                      words(
                        '在一笔明细里改分类，选“同类都改”，就会有一条',
                        'Change a category for all like it, and there is one',
                      ),
                    )}
                  />
                ) : (
                  <List>
                    {rules.map((rule) => (
                      <ListRow
                        key={rule.id}
                        title={categories.find(({ code }) => code === rule.category)?.title ?? rule.told}
                        caption={say(
                          words(
                            `${rule.told} · ${rule.entries} 笔`,
                            `${rule.told} · ${rule.entries} entries`,
                          ),
                        )}
                        end={
                          <Button busy={undoing.busy} onPress={() => void undo(rule.id)}>
                            {say(words('撤销', 'Undo'))}
                          </Button>
                        }
                      />
                    ))}
                  </List>
                )}
                <Note id="rules-note" wrong={wrong} />
              </Section>
              {tags.length > 0 && (
                <Section title={say(words('我的标签', 'My tags'))}>
                  <ul className={style.chips}>
                    {tags.map((tag) => (
                      <li key={tag}>
                        <Link className={style.alone} to={foundAt({ tags: [tag] }, `#${tag}`)}>
                          #{tag}
                        </Link>
                      </li>
                    ))}
                  </ul>
                </Section>
              )}
            </>
          )}
        </Show>
      }
    >
      <Show of={told} rows={8}>
        {({ categories }) => (
          <>
            {SIDES.map((part) => (
              <Section key={part.side} title={say(part.words)}>
                <List>
                  {inOrder(categories)
                    .filter(({ side }) => side === part.side)
                    .map((one) => (
                      <ListRow
                        key={one.code}
                        tile={{ letter: one.title.charAt(0) }}
                        title={one.title}
                        tag={one.under ? <Tag>{say(words('自己的', 'own'))}</Tag> : undefined}
                        caption={one.about}
                        to={foundAt({ categories: [one.code] }, one.title)}
                        more
                      />
                    ))}
                </List>
              </Section>
            ))}
          </>
        )}
      </Show>
    </Page>
  )
}
