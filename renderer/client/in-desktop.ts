/** Whether the page stands in the desktop's window: who serves it there says so on its first element. */
export const inDesktop = document.documentElement.dataset['shell'] === 'desktop'
