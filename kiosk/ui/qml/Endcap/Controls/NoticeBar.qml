pragma ComponentBehavior: Bound
import QtQuick
import Endcap.Theme
import Endcap.Primitives
import Endcap.Models

// What the reader must know, quietly, above the page.
Column {
    id: bar

    required property KioskModel kiosk

    Repeater {
        model: bar.kiosk.notices

        Rectangle {
            id: notice

            required property string text
            required property bool serious

            width: bar.width
            height: Math.max(Theme.touchMinimum, words.implicitHeight + 2 * Theme.space1)
            color: serious ? Theme.badSoft : Theme.warnSoft

            Row {
                id: words
                anchors.verticalCenter: parent.verticalCenter
                x: Theme.margin
                width: parent.width - 2 * Theme.margin
                spacing: Theme.space2

                Icon {
                    id: sign
                    size: Theme.iconSmall
                    anchors.verticalCenter: parent.verticalCenter
                    text: notice.serious ? Icons.alert : Icons.info
                    color: notice.serious ? Theme.bad : Theme.warn
                }
                Label {
                    width: parent.width - sign.width - parent.spacing
                    text: notice.text
                    color: notice.serious ? Theme.bad : Theme.warn
                    font.pixelSize: Theme.textCaption
                    lineHeight: Theme.lineTight
                }
            }
        }
    }
}
