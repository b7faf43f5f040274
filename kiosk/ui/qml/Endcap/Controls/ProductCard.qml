pragma ComponentBehavior: Bound
import QtQuick
import Endcap.Theme
import Endcap.Primitives

// A product in a grid.
Tap {
    id: card

    required property string productId
    required property string name
    required property string size
    required property string price
    required property string was
    required property string offer
    required property url picture
    required property int tint
    required property bool noneLeft
    required property string unwanted // "Contains pork": what the shopper leaves out

    readonly property real nameHeight: Theme.lines(2, Theme.textBody)

    text: name
    padding: 0

    background: Rectangle {
        radius: Theme.radius
        color: card.sunk ? Theme.sunken : Theme.surface
        border.color: Theme.line
        border.width: Theme.hair
    }
    contentItem: Item {
        Picture {
            anchors { left: parent.left; right: parent.right; top: parent.top; bottom: words.top; margins: Theme.space1; bottomMargin: Theme.space2 }
            source: card.picture
            tint: card.tint
            radius: Theme.radiusSmall

            Chip {
                anchors { left: parent.left; top: parent.top; margins: Theme.space1 }
                widest: parent.width - 2 * Theme.space1
                text: card.noneLeft ? qsTr("None left") : card.offer
                color: card.noneLeft ? Theme.surface : Theme.offer
                words: card.noneLeft ? Theme.bad : Theme.overOffer
            }
            Chip {
                anchors { left: parent.left; bottom: parent.bottom; margins: Theme.space1 }
                widest: parent.width - 2 * Theme.space1
                text: card.unwanted
                color: Theme.warnSoft
                words: Theme.warn
            }
        }
        Column {
            id: words
            anchors { left: parent.left; right: parent.right; bottom: parent.bottom; margins: Theme.space2 }
            spacing: Theme.space05

            Item {
                width: parent.width
                height: card.nameHeight + Theme.lines(1, Theme.textCaption)

                Label {
                    id: title
                    width: parent.width
                    text: card.name
                    font.bold: true
                    lineHeight: Theme.lineTight
                    maximumLineCount: 2
                }
                Label {
                    y: title.height
                    width: parent.width
                    text: card.size
                    color: Theme.inkSoft
                    font.pixelSize: Theme.textCaption
                    lineHeight: Theme.lineTight
                    wrapMode: Text.NoWrap
                    elide: Text.ElideRight
                }
            }
            Row {
                spacing: Theme.space1

                Label {
                    text: card.price
                    font.bold: true
                    font.pixelSize: Theme.textTitle
                    lineHeight: 1
                    color: card.was !== "" ? Theme.offer : Theme.ink
                }
                Label {
                    anchors.verticalCenter: parent.verticalCenter
                    visible: card.was !== ""
                    text: card.was
                    font.pixelSize: Theme.textCaption
                    font.strikeout: true
                    lineHeight: 1
                    color: Theme.inkSoft
                }
            }
        }
    }
}
