pragma ComponentBehavior: Bound
import QtQuick
import Endcap.Theme
import Endcap.Primitives
import Endcap.Controls

// What is installed, what was refused, and the way back to the previous model.
StaffFrame {
    id: page

    property bool asking: false

    onVisibleChanged: asking = false

    Flickable {
        id: view
        anchors.fill: parent
        contentHeight: column.y + column.height + Theme.margin
        interactive: contentHeight > height
        boundsBehavior: Flickable.StopAtBounds

        Column {
            id: column
            x: Theme.margin
            y: Theme.space4
            width: view.width - 2 * x
            spacing: Theme.space3

            StaffBanner {
                objectName: "versionRefused"
                width: parent.width
                text: page.staff.refused
                tone: "bad"
            }
            Grid {
                id: grid
                width: parent.width
                columns: Theme.portrait ? 1 : 2
                spacing: Theme.space3

                readonly property real cell: (width - (columns - 1) * spacing) / columns
                readonly property real tall: columns === 2 ? Math.max(now.implicitHeight, before.implicitHeight) : 0

                StaffVersion {
                    id: now
                    width: grid.cell
                    height: Math.max(implicitHeight, grid.tall)
                    current: true
                    glyph: Icons.sparkles
                    role: qsTr("Suggestions: model in use")
                    version: page.staff.modelVersion !== "" ? page.staff.modelVersion : qsTr("None installed")
                    made: page.staff.modelMade
                    detail: page.staff.modelDetail
                }
                StaffVersion {
                    id: before
                    width: grid.cell
                    height: Math.max(implicitHeight, grid.tall)
                    visible: page.staff.previousVersion !== ""
                    glyph: Icons.history
                    role: qsTr("Previous model")
                    version: page.staff.previousVersion
                    made: page.staff.previousMade
                    detail: page.staff.previousDetail

                    ActionButton {
                        objectName: "versionBack"
                        width: parent.width
                        kind: "secondary"
                        implicitHeight: Theme.touchPrimary
                        glyph: Icons.undo
                        text: qsTr("Go back to this model")
                        onClicked: page.asking = true
                    }
                }
                Panel {
                    width: grid.cell
                    height: Math.max(none.implicitHeight + 2 * Theme.space4, grid.tall)
                    visible: page.staff.previousVersion === ""
                    color: Theme.none

                    Label {
                        id: none
                        anchors.verticalCenter: parent.verticalCenter
                        x: Theme.space4
                        width: parent.width - 2 * x
                        text: qsTr("There is no earlier model to go back to.")
                        color: Theme.inkSoft
                    }
                }
            }
            StaffVersion {
                width: parent.width
                glyph: Icons.database
                role: qsTr("Catalog: products, prices, shelves")
                version: page.staff.catalogVersion !== "" ? page.staff.catalogVersion : qsTr("None installed")
                made: page.staff.catalogMade
                detail: page.staff.catalogDetail
            }
        }
    }
    Loader {
        anchors.fill: parent
        active: page.asking
        sourceComponent: ConfirmSheet {
            question: qsTr("Go back to %1?").arg(page.staff.previousVersion)
            detail: qsTr("Suggestions come from the previous model at once. %1 is kept off this kiosk until headquarters publish a newer one.").arg(page.staff.modelVersion)
            yes: qsTr("Go back")
            no: qsTr("Keep the present one")
            onAgreed: {
                page.asking = false;
                page.staff.rollBackModel();
            }
            onDeclined: page.asking = false
        }
    }
}
