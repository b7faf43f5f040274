pragma ComponentBehavior: Bound
import QtQuick
import Endcap.Theme
import Endcap.Models

// Products in columns; asks for more before its end is reached.
GridView {
    id: grid

    required property RowsModel products

    property string subject // what the list is about; another subject begins at the top
    onSubjectChanged: positionViewAtBeginning()

    readonly property int columns: Math.max(1, Math.floor((width + Theme.space2) / Theme.gridCell))

    signal chosen(productId: string)
    signal endNear()

    cellWidth: Math.floor(width / columns)
    cellHeight: Theme.gridRow
    clip: true
    interactive: Math.ceil(products.count / columns) * cellHeight > height
    reuseItems: true
    boundsBehavior: Flickable.StopAtBounds
    cacheBuffer: 0 // no cards are made in the background: they may be gone before they are ready
    model: products
    onContentYChanged: if (contentY + 2 * height > contentHeight)
        endNear()

    delegate: Item {
        id: cell

        required property string productId
        required property string name
        required property string size
        required property string price
        required property string was
        required property string offer
        required property url picture
        required property int tint
        required property bool noneLeft
        required property string unwanted

        property bool pooled: false
        GridView.onPooled: pooled = true
        GridView.onReused: pooled = false
        visible: productId !== "" && !pooled // the model keeps blank rows ready
        width: grid.cellWidth
        height: grid.cellHeight

        ProductCard {
            anchors { fill: parent; rightMargin: Theme.space2; bottomMargin: Theme.space2 }
            productId: cell.productId
            name: cell.name
            size: cell.size
            price: cell.price
            was: cell.was
            offer: cell.offer
            picture: cell.picture
            tint: cell.tint
            noneLeft: cell.noneLeft
            unwanted: cell.unwanted
            onClicked: grid.chosen(productId)
        }
    }
}
