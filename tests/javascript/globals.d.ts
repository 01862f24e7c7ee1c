// What streamlit-folium puts into the frame of a map.
import type * as Leaflet from "leaflet";

declare global {
  interface Window {
    __GLOBAL_DATA__: { height: number };
    startValley?: (map: Leaflet.Map, settings: { geo: string; bounds: Leaflet.LatLngBoundsLiteral }) => Promise<void>;
  }
}
