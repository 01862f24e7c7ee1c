// The module that dashboard/maps/base.py has folium write.
declare module "*/folium/base.js" {
  export function makeBase(host: HTMLElement): import("leaflet").Map;
}
