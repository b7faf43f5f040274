pragma ComponentBehavior: Bound
import QtQuick
import Endcap.Theme
import Endcap.Primitives

// A key of the PIN pad: a digit, or a glyph.
Tap {
    id: key

    property string glyph: ""
    property bool loud: false

    opacity: enabled ? 1 : 0.35
    padding: 0

    background: Rectangle {
        radius: Theme.radius
        color: key.loud ? (key.sunk ? Theme.accentPressed : Theme.accent) : key.sunk ? Theme.line : Theme.surface
        border.color: key.loud ? color : Theme.line
        border.width: Theme.hair
    }
    contentItem: Item {
        Icon {
            anchors.centerIn: parent
            visible: key.glyph !== ""
            size: Theme.icon
            text: key.glyph
            color: key.loud ? Theme.overAccent : Theme.ink
        }
        Label {
            anchors.centerIn: parent
            visible: key.glyph === ""
            text: key.text
            font.pixelSize: Theme.textHeading
            font.bold: true
            lineHeight: 1
        }
    }
}
