/** antd in the bank's ink. Every colour is read from the kit's tokens, so that there is one palette. */

import { useSyncExternalStore } from 'react'
import { theme, type ThemeConfig } from 'antd'

function token(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim()
}

/** Whether it is dark: the light on the root element, which `dress` keeps as it is chosen or as the system has it. */
export function useDark(): boolean {
  return useSyncExternalStore(
    (tell) => {
      const watch = new MutationObserver(tell)
      watch.observe(document.documentElement, { attributeFilter: ['data-theme'] })
      return () => {
        watch.disconnect()
      }
    },
    () => document.documentElement.dataset.theme === 'dark',
  )
}

/** The theme for the light that the root element is in now. */
export function themeNow(dark: boolean): ThemeConfig {
  const [ink, sheet, silver] = [token('--ink1'), token('--sheet'), token('--silver')]
  return {
    algorithm: dark ? theme.darkAlgorithm : theme.defaultAlgorithm,
    hashed: false,
    token: {
      colorPrimary: ink,
      colorInfo: ink,
      colorLink: ink,
      colorError: token('--seal'),
      colorSuccess: token('--jade'),
      colorWarning: token('--ochre'),
      colorText: ink,
      colorTextSecondary: token('--ink2'),
      colorTextTertiary: token('--ink3'),
      colorTextDescription: token('--ink3'),
      colorTextPlaceholder: token('--ink3'),
      colorTextLightSolid: token('--on-act'),
      colorBgContainer: sheet,
      colorBgElevated: sheet,
      colorBgLayout: token('--paper'),
      colorBorder: token('--edge'),
      colorBorderSecondary: token('--line'),
      colorFillAlter: silver,
      borderRadius: 4,
      borderRadiusSM: 2,
      borderRadiusLG: 4,
      fontSize: 13,
      fontFamily: token('--sans'),
      controlHeight: 34,
      motionDurationMid: '0.12s',
      motionDurationSlow: '0.2s',
      boxShadow: 'none',
      // What lies over the page has a line around it, for in the dark there is no shadow.
      boxShadowSecondary: `0 0 0 1px ${token('--line')}, 0 8px 24px rgb(0 0 0 / 10%)`,
    },
    components: {
      Button: {
        primaryShadow: 'none',
        defaultShadow: 'none',
        dangerShadow: 'none',
        // What commits is a fill of vermilion, with what can be read on it.
        colorError: token('--seal-fill'),
        colorErrorHover: token('--seal-fill'),
        colorErrorActive: token('--seal-fill'),
        dangerColor: token('--on-seal'),
      },
      Table: { cellPaddingBlockSM: 7, cellPaddingInlineSM: 12, headerBg: silver, rowHoverBg: silver },
      Tag: { defaultBg: silver },
      Modal: { titleFontSize: 15 },
    },
  }
}
