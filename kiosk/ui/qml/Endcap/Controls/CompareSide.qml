import QtQuick
import Endcap.Theme
import Endcap.Primitives
import Endcap.Models

// One of the two products that are compared: what it is and what it costs.
Tap {
    id: side

    required property ProductModel product
    required property bool cheaper
    required property bool otherCheaper

    readonly property bool stacked: Theme.portrait || Theme.accessible

    text: product.name
    padding: Theme.space2
    bottomPadding: Theme.space3

    background: Rectangle {
        radius: Theme.radiusLarge
        color: side.sunk ? Theme.sunken : Theme.surface
        border.color: Theme.line
        border.width: Theme.hair
    }
    contentItem: Grid {
        columns: side.stacked ? 1 : 2
        spacing: Theme.space3

        Picture {
            width: side.stacked ? side.availableWidth : words.implicitHeight
            height: side.stacked ? Theme.comparePicture : words.implicitHeight
            source: side.product.picture
            tint: side.product.tint
        }
        Column {
            id: words
            width: side.stacked ? side.availableWidth : side.availableWidth - implicitHeight - Theme.space3
            leftPadding: side.stacked ? Theme.space1 : 0
            rightPadding: leftPadding
            spacing: Theme.space2

            readonly property real room: width - leftPadding - rightPadding

            Label {
                width: words.room
                height: Theme.lines(2, Theme.textTitle)
                verticalAlignment: Text.AlignTop
                text: side.product.name
                font.pixelSize: Theme.textTitle
                font.bold: true
                lineHeight: Theme.lineTight
                maximumLineCount: 2
            }
            Flow {
                width: words.room
                spacing: Theme.space2

                Label {
                    id: now
                    text: side.product.price
                    color: side.product.was !== "" ? Theme.offer : Theme.ink
                    font.pixelSize: Theme.textHeadline
                    font.bold: true
                    lineHeight: 1
                    wrapMode: Text.NoWrap
                }
                Label {
                    height: now.height
                    visible: side.product.was !== ""
                    text: side.product.was
                    color: Theme.inkSoft
                    font.strikeout: true
                    wrapMode: Text.NoWrap
                }
            }
            Item {
                width: words.room
                height: mark.implicitHeight
                visible: side.cheaper || side.otherCheaper

                Chip {
                    id: mark
                    visible: side.cheaper
                    text: qsTr("Lower price")
                    glyph: Icons.confirmed
                    color: Theme.accentSoft
                    words: Theme.accent
                    widest: words.room
                }
            }
        }
    }
}
