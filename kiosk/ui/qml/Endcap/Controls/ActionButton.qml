pragma ComponentBehavior: Bound
import QtQuick
import Endcap.Theme
import Endcap.Primitives

// A button with words: "primary" for the one thing to do, "secondary", or "danger".
Tap {
    id: button

    property string kind: "primary"
    property string glyph: ""

    readonly property bool loud: kind !== "secondary"
    readonly property color ground: !loud ? (sunk ? Theme.sunken : Theme.surface) : kind === "danger" ? Theme.bad : sunk ? Theme.accentPressed : Theme.accent
    readonly property color words: !loud ? Theme.ink : Theme.overAccent

    implicitHeight: Math.max(kind === "secondary" ? Theme.touchSecondary : Theme.touchPrimary, row.implicitHeight + Theme.space3)
    implicitWidth: row.implicitWidth + 2 * Theme.space4
    leftPadding: Theme.space3
    rightPadding: Theme.space3
    opacity: enabled ? 1 : 0.45

    background: Rectangle {
        radius: Theme.radius
        color: button.ground
        border.color: button.loud ? button.ground : Theme.line
        border.width: Theme.hair
    }
    contentItem: Item {
        implicitWidth: row.implicitWidth
        implicitHeight: row.implicitHeight

        Row {
            id: row
            anchors.centerIn: parent
            spacing: Theme.space2

            Icon {
                visible: button.glyph !== ""
                anchors.verticalCenter: parent.verticalCenter
                text: button.glyph
                color: button.words
            }
            Label {
                width: Math.min(implicitWidth, button.width - 2 * Theme.space3 - (button.glyph !== "" ? Theme.icon + Theme.space2 : 0))
                anchors.verticalCenter: parent.verticalCenter
                text: button.text
                color: button.words
                font.bold: true
                maximumLineCount: 2
                lineHeight: Theme.lineTight
            }
        }
    }
}
