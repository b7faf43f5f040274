pragma ComponentBehavior: Bound
import QtQuick
import Endcap.Theme
import Endcap.Primitives

// One place to go, always at hand.
Tap {
    id: item

    required property string glyph
    property bool current: false

    implicitWidth: Theme.touchPrimary
    implicitHeight: Theme.touchPrimary
    padding: 0
    opacity: enabled ? 1 : 0.35

    background: Rectangle {
        anchors.fill: parent
        anchors.margins: Theme.space1
        radius: Theme.radius
        color: item.sunk ? Theme.sunken : item.current ? Theme.accentSoft : Theme.none
    }
    contentItem: Item {
        Column {
            anchors.centerIn: parent
            spacing: Theme.space05

            Icon {
                anchors.horizontalCenter: parent.horizontalCenter
                text: item.glyph
                color: item.current ? Theme.accent : Theme.ink
            }
            Label {
                anchors.horizontalCenter: parent.horizontalCenter
                text: item.text
                color: item.current ? Theme.accent : Theme.ink
                font.pixelSize: Theme.textCaption
                font.bold: item.current
                lineHeight: 1
                wrapMode: Text.NoWrap
            }
        }
    }
}
