pragma Singleton
import QtQuick

// Glyphs of the icon font (fonts/remake.py holds the same code points by Lucide's names).
QtObject {
    readonly property string home: "\ue0f5" // house
    readonly property string back: "\ue048" // arrow-left
    readonly property string search: "\ue151" // search
    readonly property string browse: "\ue0ff" // layout-grid
    readonly property string accessible: "\ue587" // a-large-small
    readonly property string language: "\ue0fe" // languages
    readonly property string scan: "\ue535" // scan-barcode
    readonly property string barcode: "\ue533" // barcode
    readonly property string place: "\ue111" // map-pin
    readonly property string scale: "\ue212" // scale
    readonly property string close: "\ue1b2" // x
    readonly property string check: "\ue06c" // check
    readonly property string confirmed: "\ue226" // circle-check
    readonly property string question: "\ue082" // circle-help
    readonly property string alert: "\ue077" // circle-alert
    readonly property string warning: "\ue193" // triangle-alert
    readonly property string info: "\ue0f9" // info
    readonly property string offline: "\ue1af" // wifi-off
    readonly property string erase: "\ue0ae" // delete
    readonly property string space: "\ue3dd" // space
    readonly property string lock: "\ue531" // lock-keyhole
    readonly property string leave: "\ue10e" // log-out
    readonly property string pack: "\ue129" // package
    readonly property string packDone: "\ue266" // package-check
    readonly property string packOpen: "\ue2cc" // package-open
    readonly property string refresh: "\ue145" // refresh-cw
    readonly property string history: "\ue1f5" // history
    readonly property string activity: "\ue038" // activity
    readonly property string offer: "\ue479" // badge-percent
    readonly property string hand: "\ue1d7" // hand
    readonly property string sparkles: "\ue412" // sparkles
    readonly property string basket: "\ue4ea" // shopping-basket
    readonly property string compare: "\ue24a" // arrow-left-right
    readonly property string minus: "\ue11c" // minus
    readonly property string popular: "\ue191" // trending-up
    readonly property string repeat: "\ue146" // repeat
    readonly property string similar: "\ue529" // layers
    readonly property string timer: "\ue1e0" // timer
    readonly property string database: "\ue0ed" // database
    readonly property string radio: "\ue142" // radio
    readonly property string cloudOff: "\ue08d" // cloud-off
    readonly property string cloudDone: "\ue66e" // cloud-check
    readonly property string cloud: "\ue088" // cloud
    readonly property string tasks: "\ue086" // clipboard-list
    readonly property string undo: "\ue2a1" // undo-2
    readonly property string person: "\ue19f" // user

    // The glyph of a name that comes from a model; a name that is not known shows nothing.
    function glyph(name: string): string {
        switch (name) {
        case "basket":
            return basket;
        case "repeat":
            return repeat;
        case "popular":
            return popular;
        case "similar":
            return similar;
        case "offer":
            return offer;
        case "sparkles":
            return sparkles;
        case "person":
            return person;
        default:
            return "";
        }
    }
}
