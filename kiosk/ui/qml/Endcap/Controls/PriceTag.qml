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
    Column {
        height: now.height
        topPadding: Math.max(0, (now.height - offerRow.height - wasLabel.height) / 2)
        spacing: 0

        Label {
            id: wasLabel
            visible: tag.was !== ""
            height: visible ? implicitHeight : 0
            text: tag.was
            color: Theme.inkSoft
            font.pixelSize: Theme.textTitle
            font.strikeout: true
            lineHeight: 1
            Accessible.name: qsTr("Before: %1").arg(tag.was)
        }
        Row {
            id: offerRow
            spacing: Theme.space2

            Chip {
                text: tag.offer
                glyph: Icons.offer
                color: Theme.offerSoft
                words: Theme.offer
            }
            Label {
                anchors.verticalCenter: parent.verticalCenter
                visible: tag.until !== ""
                text: tag.until
                color: Theme.inkSoft
                font.pixelSize: Theme.textCaption
                lineHeight: 1
            }
        }
    }
}
