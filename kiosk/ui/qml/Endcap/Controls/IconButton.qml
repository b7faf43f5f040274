pragma ComponentBehavior: Bound
import QtQuick
import Endcap.Theme
import Endcap.Primitives

// A round button with one glyph; `text` is what a screen reader says.
Tap {
    id: button

    required property string glyph
    property color words: Theme.ink
    property color ground: Theme.none

    implicitWidth: Theme.touchSecondary
    implicitHeight: Theme.touchSecondary

    background: Rectangle {
        radius: width / 2
        color: button.sunk ? Theme.sunken : button.ground
    }
    contentItem: Item {
        Icon {
            anchors.centerIn: parent
            text: button.glyph
            color: button.words
        }
    }
}
