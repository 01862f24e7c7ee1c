// What the server sends and what travels on the bus. Days are numbers since 1970-01-01.

/** What the frame of one of two maps is told: where the record is, which day to show of it, and what the page has chosen. */
export interface FramedMap {
  /** Addresses. */
  payload: string; geography: string;
  day: number; days: [number, number];
  /** Ids of the place in focus and of the force that is singled out; "" for none. */
  focus: string; only: string;
  /** Ids of the places that differ between the days. */
  differing: string[];
  dark: boolean;
}

/** South, west, north, east, number of events, words. */
export type ImportedCell = [number, number, number, number, number, string];

/** Latitude, longitude, radius in km, lines of its tooltip. */
export type ImportedDot = [number, number, number, string[]];

/** Imported events of the part of a map that is seen, as dashboard/maps/overlay.py makes it. */
export interface ImportedEvents { cells: ImportedCell[]; dots: ImportedDot[] }

/** The part of a map that is seen. */
export interface MapView { south: number; west: number; north: number; east: number; zoom: number }

/** ``isHome``: it fits itself to the valley, nobody has moved it. */
export interface MapPosition { latitude: number; longitude: number; zoom: number; isHome: boolean }

/** The name of a map is the key of the element around its frame: map_first, map_second. */
export interface States {
  /** What a map in a frame shows. */
  [map: `map/${string}`]: FramedMap;
  /** Imported events to lay over the map of the Valley page, with what they are in few words and in a sentence, and who is to
   * hear what part of the map is seen; null for none. */
  "imported/map": { events: ImportedEvents; short: string; said: string; see: (view: MapView) => void } | null;
}

export interface Signals {
  /** A map was moved. */
  [moved: `moved/${string}`]: MapPosition;
  /** A map shall move there, and say nothing about it. */
  [go: `go/${string}`]: MapPosition;
  /** The pointer has come upon this place on a map; "" where it has left. */
  [pointed: `pointed/${string}`]: string;
  /** A map shall ring this place as if the pointer were on it, and say nothing about it. */
  [point: `point/${string}`]: string;
  /** Somebody has chosen this place on one of the maps; "" where they let go of it. */
  picked: string;
}

/** Who listens, and the window it lives in. */
export interface Ear { hears: (value: any) => void; owner: Window }

export interface Store { told: Map<string, any>; ears: Map<string, Set<Ear>> }

declare global {
  interface Window { valleyBus?: Store }
}

/** What Streamlit hands to the default function of a component's module. */
export interface Component<Data> {
  data: Data;
  parentElement: HTMLElement;
  setStateValue(name: string, value: unknown): void;
  setTriggerValue(name: string, value: unknown): void;
}
