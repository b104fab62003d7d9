// The addresses of the studio. The hash history works the same on app:// and http://.

import { createRouter, createWebHashHistory } from 'vue-router'
import type { Router, RouterHistory } from 'vue-router'
import LibraryView from './views/LibraryView.vue'
import { loadEditor } from './views/load-editor.ts'
import { loadUserView } from './views/load-user-view.ts'

export function createStudioRouter(history: RouterHistory = createWebHashHistory()): Router {
  return createRouter({
    history,
    routes: [
      { path: '/', name: 'library', component: LibraryView },
      { path: '/photos', name: 'photos', component: () => import('./views/PhotosView.vue') },
      {
        path: '/users/:user',
        name: 'user',
        component: loadUserView,
        props: ({ params, query }) => ({ ...params, dialog: query['dialog'] }),
      },
      {
        path: '/users/:user/edit/:name',
        name: 'editor',
        component: loadEditor,
        props: true,
      },
      {
        path: '/users/:user/agreement',
        name: 'agreement',
        component: () => import('./views/AgreementView.vue'),
        props: true,
      },
      {
        path: '/users/:user/second/:name',
        name: 'second',
        component: loadEditor,
        props: ({ params }) => ({ ...params, isSecond: true }),
      },
      { path: '/runs', name: 'runs', component: () => import('./views/RunsView.vue') },
      {
        path: '/runs/:runId/compare/:name?',
        name: 'compare',
        component: () => import('./views/CompareView.vue'),
        props: true,
      },
      {
        path: '/runs/:runId/:tab(overview|groups|results)?',
        name: 'run',
        component: () => import('./views/RunView.vue'),
        props: true,
      },
      { path: '/about', name: 'about', component: () => import('./views/AboutView.vue') },
      { path: '/:rest(.*)*', redirect: '/' },
    ],
  })
}
