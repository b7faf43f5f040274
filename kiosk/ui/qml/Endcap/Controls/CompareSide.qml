pragma ComponentBehavior: Bound
import QtQuick
import Endcap.Theme
import Endcap.Primitives
import Endcap.Models

// One of the two products that are compared: what it is and what it costs.
Tap {
    id: card

    required property ProductModel product
    required property bool cheaper
    required property bool otherCheaper

    readonly property bool stacked: Theme.portrait || Theme.accessible

    text: product.name
    padding: Theme.space2
    bottomPadding: Theme.space3

    background: Rectangle {
        radius: Theme.radiusLarge
        color: card.sunk ? Theme.sunken : Theme.surface
        border.color: Theme.line
        border.width: Theme.hair
    }
    contentItem: Grid {
        columns: card.stacked ? 1 : 2
        spacing: Theme.space3

        Picture {
            width: card.stacked ? card.availableWidth : facts.implicitHeight
            height: card.stacked ? Theme.comparePicture : facts.implicitHeight
            source: card.product.picture
            tint: card.product.tint
        }
        Column {
            id: facts
            width: card.stacked ? card.availableWidth : card.availableWidth - implicitHeight - Theme.space3
            leftPadding: card.stacked ? Theme.space1 : 0
            rightPadding: leftPadding
            spacing: Theme.space2

            readonly property real room: width - leftPadding - rightPadding

            Item {
                width: facts.room
                height: Theme.lines(2, Theme.textTitle) + Theme.lines(1, Theme.textCaption)

                Label {
                    id: title
                    width: parent.width
                    text: card.product.name
                    font.pixelSize: Theme.textTitle
                    font.bold: true
                    lineHeight: Theme.lineTight
                    maximumLineCount: 2
                }
                Label {
                    y: title.height
                    width: parent.width
                    text: card.product.size
                    color: Theme.inkSoft
                    font.pixelSize: Theme.textCaption
                    lineHeight: Theme.lineTight
                    wrapMode: Text.NoWrap
                    elide: Text.ElideRight
                }
            }
            Flow {
                width: facts.room
                spacing: Theme.space2

                Label {
                    id: now
                    text: card.product.price
                    color: card.product.was !== "" ? Theme.offer : Theme.ink
                    font.pixelSize: Theme.textHeadline
                    font.bold: true
                    lineHeight: 1
                    wrapMode: Text.NoWrap
                }
                Label {
                    height: now.height
                    visible: card.product.was !== ""
                    text: card.product.was
                    color: Theme.inkSoft
                    font.strikeout: true
                    wrapMode: Text.NoWrap
                }
            }
            Item {
                width: facts.room
                height: mark.implicitHeight
                visible: card.cheaper || card.otherCheaper

                Chip {
                    id: mark
                    visible: card.cheaper
                    text: qsTr("Lower price")
                    glyph: Icons.confirmed
                    color: Theme.accentSoft
                    words: Theme.accent
                    widest: facts.room
                }
            }
        }
    }
}
