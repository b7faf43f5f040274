pragma ComponentBehavior: Bound
import QtQuick
import Endcap.Theme
import Endcap.Primitives

// The pieces that the weight has counted so far, as they come.
Column {
    id: count

    required property int put
    required property int goal // -1 where it is not known
    required property string grams
    property string room: ""

    spacing: Theme.space2

    Row {
        width: parent.width
        spacing: Theme.space2

        Label {
            id: big
            objectName: "taskPut"
            text: count.put
            font.pixelSize: Theme.textCount
            font.bold: true
            lineHeight: 1
        }
        Label {
            anchors.baseline: big.baseline
            visible: count.goal >= 0
            text: qsTr("of %1 pieces").arg(count.goal)
            color: Theme.inkSoft
            font.pixelSize: Theme.textTitle
            lineHeight: 1
        }
    }
    StaffFill {
        width: parent.width
        height: Theme.space3
        visible: count.goal > 0
        fill: count.goal > 0 ? count.put / count.goal : 0
        ink: Theme.good
    }
    Row {
        width: parent.width
        spacing: Theme.space1

        Icon {
            id: balance
            anchors.verticalCenter: parent.verticalCenter
            size: Theme.iconSmall
            text: Icons.scale
            color: Theme.inkSoft
        }
        Label {
            width: parent.width - balance.width - parent.spacing
            anchors.verticalCenter: parent.verticalCenter
            text: count.room !== "" ? count.grams + " · " + count.room : count.grams
            color: Theme.inkSoft
            lineHeight: Theme.lineTight
        }
    }
}
