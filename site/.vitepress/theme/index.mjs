// SPDX-License-Identifier: Apache-2.0

import DefaultTheme from 'vitepress/theme'
import Layout from './Layout.vue'
import './style.css'

export default {
  extends: DefaultTheme,
  Layout,
  enhanceApp({ app, siteData }) {
    app.provide('siteData', siteData)
  }
}
