import '@sycee/kit/base.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { BrowserRouter } from 'react-router'
import { surround } from '@sycee/client'
import { choose, dress, settings } from '@sycee/kit'
import { App } from './app'
import { heard } from './shell/session'

// The console is always in the standard edition, whatever this browser had chosen elsewhere.
if (settings().edition !== 'standard') choose({ edition: 'standard' })
dress()
surround({ language: () => settings().language, heard, app: 'staff' })

// A page that the browser kept aside is not shown again as it was: someone may have signed out since.
addEventListener('pageshow', ({ persisted }) => {
  if (persisted) location.reload()
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
