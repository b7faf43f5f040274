pragma ComponentBehavior: Bound
import QtQuick
import Endcap.Theme
import Endcap.Models

// Departments or categories in columns.
GridView {
    id: grid

    required property RowsModel groups

    property string subject // what the list is about; another subject begins at the top
    onSubjectChanged: positionViewAtBeginning()

    readonly property int columns: Math.max(1, Math.floor((width + Theme.space2) / Theme.tileCell))

    signal chosen(groupId: string)

    cellWidth: Math.floor(width / columns)
    cellHeight: Theme.tileRow
    clip: true
    interactive: Math.ceil(groups.count / columns) * cellHeight > height
    boundsBehavior: Flickable.StopAtBounds
    cacheBuffer: 0
    model: groups

    delegate: Item {
        id: cell

        required property string groupId
        required property string name
        required property string note
        required property url picture
        required property int tint

        visible: groupId !== "" // the model keeps blank rows ready
        width: grid.cellWidth
        height: grid.cellHeight

        GroupCard {
            anchors { fill: parent; rightMargin: Theme.space2; bottomMargin: Theme.space2 }
            groupId: cell.groupId
            name: cell.name
            note: cell.note
            picture: cell.picture
            tint: cell.tint
            onClicked: grid.chosen(groupId)
        }
    }
}
