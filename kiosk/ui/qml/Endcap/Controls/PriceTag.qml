pragma ComponentBehavior: Bound
import QtQuick
import Endcap.Theme
import Endcap.Primitives

// What is paid today, with the shelf price and the offer where there is one.
Flow {
    id: tag

    required property string price
    required property string was
    property string offer: ""
    property string until: ""
    property int size: Theme.textPrice

    spacing: Theme.space3

    Label {
        id: now
        text: tag.price
        color: tag.was !== "" ? Theme.offer : Theme.ink
        font.pixelSize: tag.size
        font.bold: true
        lineHeight: 1
        wrapMode: Text.NoWrap
    }
    Item {
        visible: tag.was !== "" || tag.offer !== ""
        width: Math.min(beside.implicitWidth, tag.width)
        height: Math.max(now.implicitHeight, beside.implicitHeight)

        Column {
            id: beside
            anchors.verticalCenter: parent.verticalCenter
            spacing: Theme.space05

            Label {
                visible: tag.was !== ""
                text: tag.was
                color: Theme.inkSoft
                font.pixelSize: Theme.textTitle
                font.strikeout: true
                lineHeight: 1
                Accessible.name: qsTr("Before: %1").arg(tag.was)
            }
            Flow {
                width: Math.min(tag.width, chip.implicitWidth + until.implicitWidth + Theme.space3)
                spacing: Theme.space2

                Chip {
                    id: chip
                    text: tag.offer
                    glyph: Icons.offer
                    color: Theme.offerSoft
                    words: Theme.offer
                }
                Label {
                    id: until
                    height: chip.height
                    visible: tag.until !== ""
                    text: tag.until
                    color: Theme.inkSoft
                    font.pixelSize: Theme.textCaption
                    lineHeight: 1
                    wrapMode: Text.NoWrap
                }
            }
        }
    }
}
