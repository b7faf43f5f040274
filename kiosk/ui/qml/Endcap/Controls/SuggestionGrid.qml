pragma ComponentBehavior: Bound
import QtQuick
import Endcap.Theme
import Endcap.Models

// Suggestions in columns, each with its reason.
GridView {
    id: grid

    required property RowsModel suggestions

    property string subject // another list begins at the top
    onSubjectChanged: positionViewAtBeginning()

    readonly property int columns: Math.max(1, Math.floor((width + Theme.space2) / (Theme.suggestionWidth + Theme.space2)))

    signal chosen(productId: string)

    cellWidth: Math.floor(width / columns)
    cellHeight: Theme.suggestionHeight + Theme.space2
    clip: true
    interactive: Math.ceil(suggestions.count / columns) * cellHeight > height
    boundsBehavior: Flickable.StopAtBounds
    cacheBuffer: 0 // no cards are made in the background: they may be gone before they are ready
    model: suggestions

    delegate: Item {
        id: cell

        required property string productId
        required property string name
        required property string price
        required property string was
        required property url picture
        required property int tint
        required property string reason
        required property string reasonIcon
        required property bool promoted
        required property string apart

        visible: productId !== "" // the model keeps blank rows ready
        width: grid.cellWidth
        height: grid.cellHeight

        SuggestionCard {
            anchors { fill: parent; rightMargin: Theme.space2; bottomMargin: Theme.space2 }
            productId: cell.productId
            name: cell.name
            price: cell.price
            was: cell.was
            picture: cell.picture
            tint: cell.tint
            reason: cell.reason
            reasonIcon: cell.reasonIcon
            promoted: cell.promoted
            apart: cell.apart
            onClicked: grid.chosen(productId)
        }
    }
}
