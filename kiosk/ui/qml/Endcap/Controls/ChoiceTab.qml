pragma ComponentBehavior: Bound
import QtQuick
import Endcap.Theme
import Endcap.Primitives

// One of a few lists to look at.
Tap {
    id: tab

    required property string glyph
    required property bool current

    implicitHeight: Theme.touchSecondary
    implicitWidth: Math.max(Theme.touchPrimary, row.implicitWidth + 2 * Theme.space3)
    padding: 0
    checked: current

    background: Rectangle {
        radius: height / 2
        color: tab.current ? Theme.accent : tab.sunk ? Theme.sunken : Theme.surface
        border.color: tab.current ? Theme.accent : Theme.line
        border.width: Theme.hair
    }
    contentItem: Item {
        Row {
            id: row
            anchors.centerIn: parent
            spacing: Theme.space1

            Icon {
                anchors.verticalCenter: parent.verticalCenter
                size: Theme.iconSmall
                text: tab.glyph
                color: tab.current ? Theme.overAccent : Theme.ink
            }
            Label {
                anchors.verticalCenter: parent.verticalCenter
                text: tab.text
                color: tab.current ? Theme.overAccent : Theme.ink
                lineHeight: 1
                wrapMode: Text.NoWrap
            }
        }
    }
}
