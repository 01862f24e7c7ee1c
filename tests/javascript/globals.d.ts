// What boot.js puts into the frame of a map, for the script that folium writes.
import type * as Leaflet from "leaflet";

declare global {
  interface Window {
    startMap?: (map: Leaflet.Map) => Promise<void>;
  }
}
