// Starts the renderer: connects to the studio, then mounts the app. Nothing else has effects on import.

import { createPinia } from 'pinia'
import { createApp } from 'vue'
import App from './App.vue'
import { connectStudio, studioApiKey } from './api.ts'
import { createStudioI18n, preferredLocale } from './i18n.ts'
import { createStudioRouter } from './router.ts'
import './styles.css'

createApp(App)
  .provide(studioApiKey, connectStudio())
  .use(createPinia())
  .use(createStudioI18n(preferredLocale(navigator.languages)))
  .use(createStudioRouter())
  .mount('#studio')
