pragma ComponentBehavior: Bound
import QtQuick
import Endcap.Theme
import Endcap.Primitives

// A small button that can be on.
Tap {
    id: toggle

    property bool on: false
    property bool dark: false
    property string glyph: ""

    implicitHeight: Theme.dp(60)
    leftPadding: Theme.space2
    rightPadding: Theme.space2

    background: Rectangle {
        radius: Theme.radiusSmall
        color: toggle.on ? (toggle.dark ? Theme.overNight : Theme.accent) : toggle.sunk ? (toggle.dark ? Theme.night : Theme.sunken) : toggle.dark ? Theme.nightRaised : Theme.surface
        border.color: toggle.dark ? Theme.none : Theme.line
        border.width: Theme.hair
    }
    contentItem: Row {
        spacing: Theme.space1

        readonly property color words: toggle.on ? (toggle.dark ? Theme.night : Theme.overAccent) : toggle.dark ? Theme.overNight : Theme.ink

        Icon {
            anchors.verticalCenter: parent.verticalCenter
            visible: toggle.glyph !== ""
            size: Theme.iconSmall
            text: toggle.glyph
            color: parent.words // qmllint disable
        }
        Label {
            anchors.verticalCenter: parent.verticalCenter
            text: toggle.text
            color: parent.words // qmllint disable
            font.pixelSize: Theme.textCaption
            font.bold: toggle.on
            lineHeight: 1
            wrapMode: Text.NoWrap
        }
    }
}
