/** What installers, Windows and macOS know the desktop app by. It never changes: an update would be another app. */
export const appId = 'app.berth.Berth'
