import '@sycee/kit/base.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { BrowserRouter } from 'react-router'
import { surround } from '@sycee/client'
import { dress, settings } from '@sycee/kit'
import { App } from './app'
import { coverWhenAway } from './shell/cover'
import { keepFiles, lookForEditions } from './shell/edition'
import { heard } from './shell/line'
import { reporter } from './shell/report'
import { visit } from './shell/visit'

/** What is reported, and what this phone noticed by itself, was somebody's whose session is over. */
function leave(): void {
  reporter.clear()
  visit.clear()
}

dress()
coverWhenAway()
surround({
  language: () => settings().language,
  heard: (capability, code) => {
    heard(capability, code)
    // Whoever signs in next is somebody else.
    if (code === 'not_signed_in') leave()
  },
})

// Another tab has signed out.
new BroadcastChannel('sycee.session').addEventListener('message', leave)

// A page that the browser kept aside is not shown again as it was: someone may have signed out since.
addEventListener('pageshow', ({ persisted }) => {
  if (persisted) location.reload()
})

addEventListener('load', () => {
  void keepFiles()
  lookForEditions()
})

const root = document.getElementById('root')
if (root)
  createRoot(root).render(
    <StrictMode>
      <BrowserRouter>
        <App />
      </BrowserRouter>
    </StrictMode>,
  )
