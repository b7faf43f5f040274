pragma ComponentBehavior: Bound
import QtQuick
import Endcap.Theme
import Endcap.Primitives

// One key.
Tap {
    id: key

    property string glyph: ""
    property bool words: false // a word rather than one letter

    padding: 0

    background: Rectangle {
        radius: Theme.radiusSmall
        color: key.sunk ? Theme.accentSoft : Theme.surface
        border.color: key.sunk ? Theme.accent : Theme.line
        border.width: Theme.hair
    }
    contentItem: Item {
        Label {
            anchors.centerIn: parent
            visible: key.glyph === ""
            text: key.text
            font.pixelSize: key.words ? Theme.textBody : Theme.textTitle
            lineHeight: 1
        }
        Icon {
            anchors.centerIn: parent
            visible: key.glyph !== ""
            text: key.glyph
        }
    }
}
