pragma ComponentBehavior: Bound
import QtQuick
import Endcap.Theme
import Endcap.Primitives

// One of the staff's pages, in the dark head.
Tap {
    id: tab

    required property string glyph
    property bool current: false

    padding: 0

    background: Item {
        Rectangle {
            anchors.fill: parent
            anchors.margins: Theme.space05
            radius: Theme.radiusSmall
            color: tab.sunk || tab.current ? Theme.nightRaised : Theme.none
        }
        Rectangle {
            x: parent.width / 4
            y: parent.height - height
            width: parent.width / 2
            height: Theme.space1
            radius: height / 2
            color: tab.current ? Theme.overNight : Theme.none
        }
    }
    contentItem: Item {
        Row {
            anchors.centerIn: parent
            spacing: Theme.space1

            Icon {
                anchors.verticalCenter: parent.verticalCenter
                visible: !Theme.accessible
                size: Theme.iconSmall
                text: tab.glyph
                color: tab.current ? Theme.overNight : Theme.overNightSoft
            }
            Label {
                anchors.verticalCenter: parent.verticalCenter
                text: tab.text
                color: tab.current ? Theme.overNight : Theme.overNightSoft
                font.pixelSize: Theme.textCaption
                font.bold: tab.current
                lineHeight: 1
                wrapMode: Text.NoWrap
            }
        }
    }
}
