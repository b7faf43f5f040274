pragma ComponentBehavior: Bound
import QtQuick
import Endcap.Theme
import Endcap.Primitives
import Endcap.Models

// How many are left, and how sure that is.
Rectangle {
    id: tile

    required property ProductModel product

    implicitHeight: column.implicitHeight + 2 * Theme.space3
    radius: Theme.radius
    color: Theme.toneSoft(product.stockTone)

    Column {
        id: column
        anchors { left: parent.left; right: parent.right; top: parent.top; margins: Theme.space3 }
        spacing: Theme.space1

        Row {
            width: parent.width
            spacing: Theme.space1

            Icon {
                id: mark
                size: Theme.iconSmall
                anchors.verticalCenter: parent.verticalCenter
                text: tile.product.stockTone === "good" ? Icons.confirmed : tile.product.stockTone === "quiet" ? Icons.info : Icons.warning
                color: Theme.tone(tile.product.stockTone)
            }
            Label {
                width: parent.width - mark.width - parent.spacing
                text: tile.product.stock
                color: tile.product.stockTone === "quiet" ? Theme.ink : Theme.tone(tile.product.stockTone)
                font.bold: true
                font.pixelSize: Theme.textTitle
                maximumLineCount: 2
                lineHeight: Theme.lineTight
            }
        }
        Label {
            width: parent.width
            text: tile.product.stockDetail
            color: Theme.ink
            font.pixelSize: Theme.textCaption
            maximumLineCount: 2
        }
    }
}
