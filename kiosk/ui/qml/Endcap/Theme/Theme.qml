pragma Singleton
import QtQuick

// Every colour, size and duration of the window. A size is written in design pixels of a 21.5 inch panel of
// 1080 x 1920 (4.03 px for a millimetre) and scaled so that a millimetre stays a millimetre on any screen.
QtObject {
    id: theme

    property real pxPerMm: 4.03
    property bool accessible: false
    property bool portrait: true
    property bool still: false // no motion, for pictures that must come out alike

    property real shortSide: 0 // px of the window, 0 to keep to true sizes

    // On a screen so large that true sizes would leave it empty, everything grows with it
    readonly property real scale: Math.max(pxPerMm / 4.03, shortSide / 1300)

    function dp(value: real): real {
        return Math.round(value * scale);
    }
    function mm(value: real): real {
        return Math.ceil(value * pxPerMm);
    }

    // Touch targets
    readonly property real touchPrimary: mm(20)
    readonly property real touchSecondary: mm(15)
    readonly property real touchMinimum: mm(10)

    // Type. The cap height of the font is 0.733 em; no text is smaller than the smallest cap height allowed.
    readonly property string family: "Endcap Sans"
    readonly property string iconFamily: "Endcap Icons"
    readonly property real capHeightMm: accessible ? 8.7 : 4.8
    readonly property int textSmallest: Math.ceil(capHeightMm * pxPerMm / 0.733)
    readonly property int textCaption: Math.max(textSmallest, dp(accessible ? 48 : 27))
    readonly property int textBody: Math.max(textSmallest, dp(accessible ? 48 : 30))
    readonly property int textTitle: dp(accessible ? 54 : 38)
    readonly property int textHeading: dp(accessible ? 64 : 52)
    readonly property int textHeadline: dp(accessible ? 76 : 66)
    readonly property int textDisplay: dp(accessible ? 116 : 112)
    readonly property int textCount: dp(168) // pieces counted by the scale, read from the shelf
    readonly property int textPrice: dp(accessible ? 104 : 96)
    readonly property real lineTight: 1.08
    readonly property real lineBody: 1.2

    // Height of so many tight lines of this size; the font's line is 1.448 em
    function lines(count: int, size: int): real {
        return Math.ceil(count * Math.ceil(size * 1.448) * lineTight) + 1;
    }

    // Spacing, multiples of eight
    readonly property real hair: Math.max(1, dp(2))
    readonly property real space05: dp(4)
    readonly property real space1: dp(8)
    readonly property real space2: dp(16)
    readonly property real space3: dp(24)
    readonly property real space4: dp(32)
    readonly property real space5: dp(40)
    readonly property real space6: dp(48)
    readonly property real space8: dp(64)
    readonly property real space12: dp(96)

    // Corners
    readonly property real radiusSmall: dp(12)
    readonly property real radius: dp(20)
    readonly property real radiusLarge: dp(32)

    // Icons
    readonly property int iconSmall: dp(accessible ? 44 : 30)
    readonly property int icon: dp(accessible ? 52 : 40)
    readonly property int iconLarge: dp(72)
    readonly property int iconHuge: dp(128)

    // Larger parts
    readonly property real navBar: accessible ? dp(176) : dp(144) // height below a portrait page
    readonly property real navRail: accessible ? dp(248) : dp(168) // width beside a landscape page
    readonly property real margin: portrait ? dp(48) : dp(40)
    readonly property real sheetWidth: dp(accessible ? 960 : 800)
    readonly property real suggestionWidth: dp(accessible ? 480 : 304)
    readonly property real suggestionHeight: dp(accessible ? 780 : 452)
    readonly property real gridCell: dp(accessible ? 460 : 312)
    readonly property real gridRow: dp(accessible ? 640 : 448)
    readonly property real tileCell: dp(accessible ? 460 : 312)
    readonly property real tileRow: dp(accessible ? 420 : 288)
    readonly property real tilePicture: dp(accessible ? 128 : 112)
    readonly property real pinKey: dp(232)
    readonly property real pinKeyWide: dp(208)
    readonly property real slotKey: Math.max(touchSecondary, dp(88))
    readonly property real taskPicture: dp(accessible ? 200 : 280)
    readonly property real taskPictureWide: dp(340)
    readonly property real taskFacts: dp(400)
    readonly property real heroHead: dp(accessible ? 112 : 88)
    readonly property real attractHead: dp(130)
    readonly property real comparePicture: portrait ? dp(accessible ? 240 : 400) : dp(accessible ? 200 : 240)
    readonly property real keyTall: dp(portrait ? 96 : 116)
    readonly property real staffPicture: dp(accessible ? 168 : portrait ? 148 : 112)
    readonly property real staffFigures: dp(accessible ? 420 : 300)
    readonly property real auditWhen: dp(176)
    readonly property real auditWho: dp(200)

    // Motion
    readonly property bool moving: !still && !accessible
    readonly property int quick: still ? 0 : 90
    readonly property int calm: still ? 0 : 220
    readonly property int slow: still ? 0 : 700
    readonly property int driftPeriod: 5200
    readonly property int attractPeriod: 7000

    // Colours
    readonly property color paper: accessible ? "#FFFFFF" : "#F7F5F0"
    readonly property color surface: "#FFFFFF"
    readonly property color sunken: accessible ? "#F2F2F2" : "#EFECE4"
    readonly property color ink: accessible ? "#000000" : "#18211D"
    readonly property color inkSoft: accessible ? "#2B2F2D" : "#56605A"
    readonly property color line: accessible ? "#4A4F4C" : "#E2DED4"
    readonly property color mapIdle: accessible ? "#C4C9C6" : "#E2DED4"
    readonly property color accent: accessible ? "#00402F" : "#0B5D4B"
    readonly property color accentPressed: accessible ? "#002A1F" : "#084637"
    readonly property color overAccent: "#FFFFFF"
    readonly property color accentSoft: accessible ? "#E3F2EC" : "#DFEEE7"
    readonly property color offer: accessible ? "#7F1508" : "#A8331A"
    readonly property color overOffer: "#FFFFFF"
    readonly property color offerSoft: accessible ? "#FFF0EA" : "#FBE6DD"
    readonly property color good: accessible ? "#00402F" : "#1B6B45"
    readonly property color goodSoft: accessible ? "#E3F2EC" : "#E0F0E5"
    readonly property color warn: accessible ? "#573800" : "#7A5200"
    readonly property color warnSoft: accessible ? "#FFF4DA" : "#FCEFD2"
    readonly property color bad: accessible ? "#7A0F0F" : "#A12622"
    readonly property color badSoft: accessible ? "#FFECEA" : "#F9E1DE"
    readonly property color night: "#12211C" // the staff's pages have a dark head
    readonly property color nightRaised: "#2A3F37"
    readonly property color overNight: "#FFFFFF"
    readonly property color overNightSoft: accessible ? "#FFFFFF" : "#C3D2CB"
    readonly property color veil: "#B3101815"
    readonly property color none: "transparent"

    // Departments: a soft ground for pictures and a deep ink for words on it
    readonly property list<color> tints: [
        "#F6E7CF", "#EAD9CC", "#F3DDD3", "#F3DCE3", "#F5DFC6", "#E9DCF0",
        "#F4D8D2", "#D5E6EE", "#D9E5F4", "#DDEBCF", "#EFE6C8", "#D6EAE3"
    ]
    readonly property list<color> tintInks: [
        "#5E3F0B", "#57351F", "#6B2E1A", "#6D2240", "#63390A", "#4A2A66",
        "#6E2117", "#15445C", "#1F3D6B", "#2F4F14", "#544509", "#0F4F40"
    ]
    readonly property int calmTint: 11 // where no product gives the colour
    function tint(index: int): color {
        return tints[((index % tints.length) + tints.length) % tints.length];
    }
    function tintInk(index: int): color {
        return accessible ? ink : tintInks[((index % tintInks.length) + tintInks.length) % tintInks.length];
    }

    // The colour of a tone: "good", "warn", "bad", anything else is quiet
    function tone(name: string): color {
        return name === "good" ? good : name === "warn" ? warn : name === "bad" ? bad : inkSoft;
    }
    function toneSoft(name: string): color {
        return name === "good" ? goodSoft : name === "warn" ? warnSoft : name === "bad" ? badSoft : sunken;
    }

    // How a restock task hurries: "empty", "high", "low", anything else is unknown
    function urgency(name: string): color {
        return name === "empty" ? bad : name === "high" ? badSoft : name === "low" ? warnSoft : sunken;
    }
    function urgencyInk(name: string): color {
        return name === "empty" ? overAccent : name === "high" ? bad : name === "low" ? warn : ink;
    }
    function urgencyEdge(name: string): color {
        return name === "empty" || name === "high" ? bad : name === "low" ? warn : inkSoft;
    }
}
