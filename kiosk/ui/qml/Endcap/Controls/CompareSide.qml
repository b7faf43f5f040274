import QtQuick
import Endcap.Theme
import Endcap.Primitives
import Endcap.Models

// One of the two products that are compared.
Panel {
    id: side

    required property ProductModel product
    required property bool cheaper
    required property bool cheaperPer100g

    signal opened()

    radius: Theme.radiusLarge
    implicitHeight: column.height + 2 * Theme.space3

    Column {
        id: column
        anchors { left: parent.left; right: parent.right; top: parent.top; margins: Theme.space3 }
        spacing: Theme.space3

        Picture {
            width: parent.width
            height: Theme.portrait ? Theme.dp(Theme.accessible ? 220 : 320) : Theme.dp(220)
            source: side.product.picture
            tint: side.product.tint
        }
        Label {
            width: parent.width
            height: Theme.portrait ? Theme.lines(3, Theme.textTitle) : Theme.lines(2, Theme.textTitle)
            verticalAlignment: Text.AlignTop
            text: side.product.name
            font.pixelSize: Theme.textTitle
            font.bold: true
            lineHeight: Theme.lineTight
            maximumLineCount: Theme.portrait ? 3 : 2
        }
        Row {
            spacing: Theme.space2

            Label {
                text: side.product.price
                color: side.product.was !== "" ? Theme.offer : Theme.ink
                font.pixelSize: Theme.textHeadline
                font.bold: true
                lineHeight: 1
                wrapMode: Text.NoWrap
            }
            Label {
                anchors.baseline: parent.children[0].baseline
                visible: side.product.was !== ""
                text: side.product.was
                color: Theme.inkSoft
                font.strikeout: true
                wrapMode: Text.NoWrap
            }
        }
        Item {
            width: parent.width
            height: Theme.lines(1, Theme.textCaption) + Theme.space1

            Chip {
                text: side.cheaper ? qsTr("Lower price") : ""
                glyph: Icons.confirmed
                color: Theme.accentSoft
                words: Theme.accent
                widest: parent.width
            }
        }
        Rectangle {
            width: parent.width
            height: Theme.hair
            color: Theme.line
        }
        CompareFact {
            width: parent.width
            title: qsTr("Per 100 g")
            fact: side.product.unitPrice !== "" ? side.product.unitPrice : qsTr("Weight unknown")
            best: side.cheaperPer100g
        }
        CompareFact {
            width: parent.width
            title: qsTr("Where")
            fact: side.product.aisle + (side.product.spot !== "" ? "\n" + side.product.spot : "")
        }
        CompareFact {
            width: parent.width
            title: qsTr("On the shelf")
            fact: side.product.stock
            detail: side.product.stockDetail
        }
    }
    MouseArea {
        anchors.fill: parent
        onClicked: side.opened()
    }
}
