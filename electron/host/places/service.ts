import type { PlacesService } from '../../api/services/places.ts'
import { absolutePath } from '../../base/paths.ts'
import { missingFolders } from '../../machine/index.ts'
import { listFolder } from './list.ts'
import { RecentPlaces } from './recent.ts'

/** Fulfils the contract's `PlacesService`. `file`: where the home keeps what was picked of late. */
export function placesService(file: string): PlacesService {
  const recent = new RecentPlaces(file)
  return {
    list: (path) => listFolder(path),
    missing: missingFolders,
    recent: (use) => recent.of(use),
    remember: (use, path) => recent.remember(use, absolutePath(path)),
  }
}
