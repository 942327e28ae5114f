import { Link } from '@tanstack/react-router'
import { createContext, useContext, useMemo, type MouseEvent, type ReactNode } from 'react'
import type { EventRow } from '../../../electron/api/schema/events.ts'
import { useBerth } from '../../client/context.ts'
import { useStore } from '../../client/store.ts'
import { shortId } from '../../lib/format.ts'
import { useNetworks } from '../networks/useNetworks.ts'
import css from './Events.module.css'
import { shownName } from './words.ts'

/** Where an object that there still is can be looked at. */
type Place =
  | { readonly kind: 'container' | 'volume' | 'network' | 'project'; readonly name: string }
  | { readonly kind: 'image'; readonly id: string }

/** Which of the objects that events tell of there still are. */
export interface Objects {
  readonly placeOf: (row: EventRow) => Place | null
  readonly containerName: (id: string) => string
  readonly hasProject: (name: string) => boolean
}

export const ObjectsContext = createContext<Objects>({
  placeOf: () => null,
  containerName: shortId,
  hasProject: () => false,
})

export function useObjects(): Objects {
  const berth = useBerth()
  const containers = useStore(berth.containers)
  const images = useStore(berth.images)
  const volumes = useStore(berth.volumes)
  const networks = useNetworks()
  return useMemo(() => {
    const projects = new Set(containers.rows.map(({ composeProject }) => composeProject))
    const tagged = new Map(images.rows.flatMap(({ id, tags }) => tags.map((tag) => [tag, id] as const)))
    return {
      placeOf({ type, object }) {
        switch (type) {
          case 'container': {
            const row = containers.byId.get(object)
            return row ? { kind: 'container', name: row.name } : null
          }
          case 'image': {
            const id = images.byId.has(object) ? object : tagged.get(object)
            return id === undefined ? null : { kind: 'image', id }
          }
          case 'volume':
            return volumes.byId.has(object) ? { kind: 'volume', name: object } : null
          case 'network': {
            const row = networks.byId.get(object)
            return row ? { kind: 'network', name: row.name } : null
          }
          default:
            return null
        }
      },
      containerName: (id) => containers.byId.get(id)?.name ?? shortId(id),
      hasProject: (name) => projects.has(name),
    }
  }, [containers, images, volumes, networks])
}

/** The name of an event's object, which leads to it while there is one. */
export function ObjectName({ row }: { row: EventRow }): ReactNode {
  const place = useContext(ObjectsContext).placeOf(row)
  const name = shownName(row)
  if (!place)
    return (
      <span className="clip" title={row.name}>
        {name}
      </span>
    )
  return <PlaceLink place={place}>{name}</PlaceLink>
}

export function ProjectName({ name }: { name: string }): ReactNode {
  const known = useContext(ObjectsContext).hasProject(name)
  if (!known) return <span className="clip">{name}</span>
  return <PlaceLink place={{ kind: 'project', name }}>{name}</PlaceLink>
}

function PlaceLink({ place, children }: { place: Place; children: string }): ReactNode {
  const common = {
    className: `${css.link ?? ''} clip`,
    title: children,
    // The row has a click of its own.
    onClick: (event: MouseEvent) => event.stopPropagation(),
    children,
  }
  switch (place.kind) {
    case 'container':
      return <Link to="/containers/$name/$tab" params={{ name: place.name, tab: 'logs' }} {...common} />
    case 'image':
      return (
        <Link to="/images/$image/$tab" params={{ image: shortId(place.id), tab: 'overview' }} {...common} />
      )
    case 'volume':
      return <Link to="/volumes/$name/$tab" params={{ name: place.name, tab: 'files' }} {...common} />
    case 'network':
      return <Link to="/networks" search={{ open: place.name }} {...common} />
    case 'project':
      return (
        <Link to="/compose/$project/$tab" params={{ project: place.name, tab: 'services' }} {...common} />
      )
  }
}
